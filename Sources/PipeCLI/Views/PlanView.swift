import PipeCore
import PipeEngine

/// The passes of a plan, for a person.
struct PlanView {
  private let plan: Plan
  private let manifest: Manifest?

  init(_ plan: Plan, manifest: Manifest? = nil) {
    self.plan = plan
    self.manifest = manifest
  }

  var text: String {
    var text = counted(plan.passes.count, "pass").replacing("passs", with: "passes")
    if let manifest {
      text +=
        " over \(grouped(manifest.size)) bytes in \(counted(manifest.fileCount, "file"))"
        + " (\(counted(manifest.shards.count, "shard")))"
    }
    text += "\n\n"
    for (index, pass) in plan.passes.enumerated() {
      text += wrapped("  pass \(index + 1)  ", names(of: pass, index))
    }
    text += "\n"
    let names = plan.pipeline.outputs.map { "output \($0.name)" }
    let width = names.map(\.count).max() ?? 0
    for variable in plan.pipeline.variables {
      text +=
        "  vars.\(variable.name) = \(variable.value.canonicalText) (\(variable.origin.rawValue)"
      if let other = variable.defaultText, variable.origin != .defaultValue {
        text += "; default \(other)"
      }
      text += ")\n"
    }
    for (name, output) in zip(names, plan.pipeline.outputs) {
      text +=
        "  \(padded(name, to: width))  \(padded(output.content.rawValue, to: 8))  "
        + "\(padded(output.format.rawValue, to: 8))  \(output.path)\n"
    }
    return text
  }

  private func names(of pass: Plan.Pass, _ index: Int) -> [String] {
    var names: [String] = []
    let steps = plan.pipeline.stages
    // What an earlier pass has shown is only named by its last stage.
    let shown = index > 0 ? plan.passes[index - 1].observes ?? 0 : 0
    if shown > 0 { names.append("(again 1 to \(shown))") }
    for stage in pass.stages.dropFirst(shown) {
      if plan.parsesBefore == stage { names.append("parse blocks") }
      names.append((steps[stage].stage is any CorpusStage ? "apply " : "") + steps[stage].id)
    }
    if let observed = pass.observes {
      names.append("observe \(steps[observed].id)" + (pass.isSecondLook ? " again" : ""))
    } else {
      if plan.parsesBefore == steps.count { names.append("parse blocks") }
      names.append(plan.pipeline.outputs.map(\.name).joined(separator: ", "))
    }
    return names
  }

  private func wrapped(_ head: String, _ names: [String]) -> String {
    var lines: [String] = []
    var line = head
    for (index, name) in names.enumerated() {
      let part = index == 0 ? name : " > " + name
      if line.count + part.count > 96, line.count > head.count {
        lines.append(line + " >")
        line = String(repeating: " ", count: head.count) + name
      } else {
        line += part
      }
    }
    return (lines + [line]).joined(separator: "\n") + "\n"
  }
}
