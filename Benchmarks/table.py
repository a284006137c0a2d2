"""The one table: what each command cost, the ratios that follow, and whether the floors hold."""


class Table:
    def __init__(self):
        self.lines = []
        self.held = 0
        self.missed = 0

    def row(self, name, cost, method):
        seconds = lambda value: f"{value * 1000:.1f} ms" if value < 0.1 else f"{value:.2f} s"
        memory = f"{'<' if cost.is_masked else ''}{cost.megabytes:.0f} MB"
        self.lines.append(f"{name:<28}{seconds(cost.wall):>10}{seconds(cost.cpu):>10}{memory:>10}")
        self.lines.append(f"    method: {method}")

    def at_least(self, what, value, floor, unit="x"):
        self._floor(f"{what}: {value:.1f}{unit}, floor at least {floor:g}{unit}", value >= floor)

    def at_most(self, what, value, floor, unit="x"):
        self._floor(f"{what}: {value:.1f}{unit}, floor at most {floor:g}{unit}", value <= floor)

    def unmeasured(self, name, why):
        self._floor(f"{name}: not measured, {why}", False)

    def _floor(self, text, holds):
        self.held += holds
        self.missed += not holds
        self.lines.append(f"  {'ok    ' if holds else 'MISSED'}  {text}")

    def text(self):
        return "\n".join([f"{'row':<28}{'wall':>10}{'CPU':>10}{'memory':>10}", *self.lines])
