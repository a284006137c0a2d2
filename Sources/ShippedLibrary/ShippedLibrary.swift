/// The Lua library that ships inside the executable: vocabulary, adapters and prelude.
///
/// `files` is made from `Library/` by the plug-in `EmbedLibrary` at build time.
package enum ShippedLibrary {}
