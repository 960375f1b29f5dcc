public import PipeCore

/// The stages that tell a page's own text from that of its site.
public let boilerplateStages: [any Stage.Type] = [
  DropBoilerplate.self,
  DropSiteTemplates.self,
]
