/// What one state may use. The limits catch mistakes; they are no wall against hostile code.
package struct ScriptLimits: Sendable, Hashable {
  /// Lua instructions until `resetBudget`, counted in thousands.
  package var instructions: Int
  package var memoryBytes: Int

  package init(instructions: Int = 50_000_000, memoryBytes: Int = 64 << 20) {
    self.instructions = instructions
    self.memoryBytes = memoryBytes
  }
}
