import Campaign
import Synchronization

/// The campaigns that this process has open.
///
/// Before it ends each file is made whole: the process ends without closing it, and would leave the last changes in SQLite's
/// log beside it, where somebody who copies the file does not look.
enum OpenCampaigns {
  private static let stores = Mutex<[CampaignStore]>([])

  static func add(_ store: CampaignStore) {
    stores.withLock { $0.append(store) }
  }

  static func settleFiles() {
    for store in stores.withLock({ $0 }) { store.settleFile() }
  }
}
