import RunModel
import Transfer

/// One libcurl loop, and a client for each target with the TLS that it asks for.
struct TargetClients: Sendable {
  let loop: TransferLoop
  let clients: [String: HTTPClient]

  init(_ project: Project) throws(TransferError) {
    let loop = try TransferLoop()
    self.loop = loop
    clients = project.targets.mapValues { target in
      .live(loop, options: HTTPClient.Options(verifiesTLS: target.verifiesTLS))
    }
  }
}
