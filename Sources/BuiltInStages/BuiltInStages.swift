import BoilerplateStages
import DedupStages
public import PipeCore
import PrivacyStages
import QualityStages
import SummaryStages
import TablesStages
import TextStages

/// Every stage that comes with pipe, family after family.
public let builtInStages: [any Stage.Type] =
  textStages + boilerplateStages + tableStages + dedupStages + summaryStages
  + qualityStages + privacyStages
