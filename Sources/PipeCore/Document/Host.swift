/// `https://www.example.org:80/a` is of host `www.example.org`.
package func host(ofURL url: String) -> String? {
  guard let scheme = url.firstRange(of: "://") else { return nil }
  let authority = url[scheme.upperBound...].prefix { !"/?#".contains($0) }
  let host = (authority.split(separator: "@").last ?? "").prefix { $0 != ":" }
  return host.isEmpty ? nil : host.lowercased()
}
