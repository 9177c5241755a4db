import 'server-only'

/** Milliseconds. `least` between two starts whatever happens, `usual` when nothing does, `longest` after failures. */
export type Tempo = { least: number; usual: number; longest: number }

export type Pace = {
  /** Works on `name` from now on: at once, then every so often. */
  start(name: string): void
  stop(name: string): void
  /** Works on it as soon as may be; any number of calls is one, and one that comes during the work is not lost. */
  hurry(name: string): void
}

type Turn = {
  timer?: NodeJS.Timeout
  startedAt: number
  working: boolean
  again: boolean
  failures: number
}

/**
 * Does one piece of work per name over and over, never twice at a time and never more often than `least` allows.
 * `work` must not throw; false = it failed, the next one waits longer. `random` in [0, 1) spreads the turns.
 */
export function createPace(
  tempo: Tempo,
  work: (name: string) => Promise<boolean>,
  random = Math.random,
): Pace {
  const turns = new Map<string, Turn>()

  function plan(name: string, turn: Turn, wait: number) {
    clearTimeout(turn.timer)
    turn.timer = setTimeout(() => void run(name, turn), wait)
    turn.timer.unref()
  }

  async function run(name: string, turn: Turn) {
    turn.startedAt = Date.now()
    turn.working = true
    turn.again = false
    const good = await work(name)
    turn.working = false
    if (turns.get(name) !== turn) return
    turn.failures = good ? 0 : turn.failures + 1
    plan(name, turn, turn.again ? soonest(turn) : usual(turn))
  }

  const soonest = ({ startedAt }: Turn) => Math.max(0, startedAt + tempo.least - Date.now())
  const usual = ({ failures }: Turn) =>
    Math.min(tempo.usual * 2 ** failures, tempo.longest) * (0.75 + random() / 2)

  return {
    start(name) {
      if (turns.has(name)) return
      const turn: Turn = { startedAt: 0, working: false, again: false, failures: 0 }
      turns.set(name, turn)
      plan(name, turn, 0)
    },
    stop(name) {
      clearTimeout(turns.get(name)?.timer)
      turns.delete(name)
    },
    hurry(name) {
      const turn = turns.get(name)
      if (turn?.working) turn.again = true
      else if (turn && !turn.again) {
        turn.again = true
        plan(name, turn, soonest(turn))
      }
    },
  }
}
