/* PCRE2 with 8-bit code units: Swift sees the functions under their suffixed names. */
#ifndef CPCRE2_SHIM_H
#define CPCRE2_SHIM_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#endif
