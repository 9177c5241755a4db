// Loaded into a console before its own code: each SIGUSR2 steps the wall clock that it sees by up to
// ten minutes, forward or back. Timers and performance.now() go on as they are.
const STEPS_MS = [600_000, -600_000, 60_000, -60_000, 0]
const SystemDate = Date
let steps = 0
let offsetMs = 0

globalThis.Date = class extends SystemDate {
  constructor(...args) {
    if (args.length === 0) super(SystemDate.now() + offsetMs)
    else super(...args)
  }
  static now() {
    return SystemDate.now() + offsetMs
  }
}

process.on('SIGUSR2', () => {
  offsetMs = STEPS_MS[steps % STEPS_MS.length]
  steps += 1
})
