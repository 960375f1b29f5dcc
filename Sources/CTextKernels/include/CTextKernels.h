// Loops over bytes and numbers that Swift's vectors can't say, or that take the processor's widest when it runs.

#ifndef CTEXTKERNELS_H
#define CTEXTKERNELS_H

#include "classes.h"
#include "codesets.h"
#include "columns.h"
#include "lines.h"

#endif
