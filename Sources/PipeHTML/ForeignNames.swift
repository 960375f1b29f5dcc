/// The names of SVG and MathML that are not in lower case (13.2.6.5).
enum ForeignNames {
  /// From a name in lower case to the name as SVG has it.
  static let svgTags = byLowercase(
    """
    altGlyph altGlyphDef altGlyphItem animateColor animateMotion animateTransform clipPath \
    feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting \
    feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR \
    feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight \
    feSpecularLighting feSpotLight feTile feTurbulence foreignObject glyphRef linearGradient \
    radialGradient textPath
    """)

  private static let svgAttributes = byLowercase(
    """
    attributeName attributeType baseFrequency baseProfile calcMode clipPathUnits diffuseConstant \
    edgeMode filterUnits glyphRef gradientTransform gradientUnits kernelMatrix kernelUnitLength \
    keyPoints keySplines keyTimes lengthAdjust limitingConeAngle markerHeight markerUnits \
    markerWidth maskContentUnits maskUnits numOctaves pathLength patternContentUnits \
    patternTransform patternUnits pointsAtX pointsAtY pointsAtZ preserveAlpha \
    preserveAspectRatio primitiveUnits refX refY repeatCount repeatDur requiredExtensions \
    requiredFeatures specularConstant specularExponent spreadMethod startOffset stdDeviation \
    stitchTiles surfaceScale systemLanguage tableValues targetX targetY textLength viewBox \
    viewTarget xChannelSelector yChannelSelector zoomAndPan
    """)

  private static let prefixed: [String: HTMLAttribute.Namespace] = [
    "xlink:actuate": .xlink, "xlink:arcrole": .xlink, "xlink:href": .xlink, "xlink:role": .xlink,
    "xlink:show": .xlink, "xlink:title": .xlink, "xlink:type": .xlink, "xml:lang": .xml,
    "xml:space": .xml, "xmlns:xlink": .xmlns,
  ]

  private static func byLowercase(_ names: String) -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: names.split(separator: " ").map { ($0.lowercased(), String($0)) })
  }

  /// The name of an attribute in an element of a namespace.
  static func attribute(
    _ name: String, in namespace: HTMLNode.Namespace
  ) -> (name: String, namespace: HTMLAttribute.Namespace) {
    guard namespace != .html else { return (name, .none) }
    if let space = prefixed[name] {
      return (
        String(name[name.index(after: name.firstIndex(of: ":") ?? name.startIndex)...]), space
      )
    }
    if name == "xmlns" { return (name, .xmlns) }
    if namespace == .svg { return (svgAttributes[name] ?? name, .none) }
    return (name == "definitionurl" ? "definitionURL" : name, .none)
  }
}
