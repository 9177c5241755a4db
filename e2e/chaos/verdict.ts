import {
  busiestSecond,
  historyIsTheRoom,
  outsideIsOutside,
  toldAsJournalled,
  withinTheLimit,
} from './accounts-agree'
import type { ChaosRun } from './chaos'
import type { Finding } from './evidence'
import {
  appliedIsThere,
  journalFirst,
  longestUnsettledMs,
  noLostUpdate,
  notAppliedHadNoEffect,
  oneEffect,
  unknownIsSettled,
} from './promises'

/** What a run must show (faults §7), each with every time that it did not. */
export function verdictOf({ evidence, figures }: ChaosRun): Finding[] {
  const exits = figures.exits.filter((code) => code !== 0).map((code) => `exit ${code}`)
  const slow = figures.endedInMs > 20_000 ? [`it took ${figures.endedInMs} ms`] : []
  return [
    { promise: 'effects without an earlier journal row', violations: journalFirst(evidence) },
    { promise: 'saves told applied that were not', violations: appliedIsThere(evidence) },
    {
      promise: 'saves told not applied that had an effect',
      violations: notAppliedHadNoEffect(evidence),
    },
    { promise: 'unknowns not settled within 60 s', violations: unknownIsSettled(evidence) },
    { promise: 'doubled effects', violations: oneEffect(evidence) },
    { promise: 'seconds with over 200 calls', violations: withinTheLimit(evidence) },
    { promise: 'secrets seen', violations: [...evidence.leaks] },
    { promise: 'lost updates between operators', violations: noLostUpdate(evidence) },
    { promise: 'rooms that differ from their history', violations: historyIsTheRoom(evidence) },
    { promise: 'answers that the journal contradicts', violations: toldAsJournalled(evidence) },
    { promise: 'saves of ours taken for an app’s', violations: outsideIsOutside(evidence) },
    { promise: 'ends that were not in good order', violations: [...exits, ...slow] },
    {
      promise: 'saves too few in the time',
      violations: figures.complete ? [] : ['the run gave up'],
    },
  ]
}

/** The run in a few lines: what happened, then the zeros. */
export function tableOf(run: ChaosRun, findings: readonly Finding[]): string {
  const { evidence, figures } = run
  const { rows, engine, saves } = evidence
  const own = rows.filter(({ change }) => change.source !== 'outside')
  const count = (outcome: string) => own.filter(({ change }) => change.outcome === outcome).length
  const toldOpen = saves.filter(({ told }) => told.some(({ status }) => status === 202)).length
  const refused = (status: number) =>
    saves.filter(({ told }) => told.some((each) => each.status === status)).length
  const calls = [...engine.arrivals.values()].reduce((sum, times) => sum + times.length, 0)
  const faults = [...figures.faults.values()].reduce((sum, drawn) => sum + drawn, 0)
  const lines: [string, string | number][] = [
    ['saves that took a room', own.length],
    [
      '  applied / not applied / partial',
      ['applied', 'not-applied', 'partial'].map(count).join(' / '),
    ],
    ['  told "not known yet" at first', toldOpen],
    ['  refused as busy / as changed by others', [423, 409].map(refused).join(' / ')],
    ['changes of apps written down', rows.length - own.length],
    ['kills / pauses', `${figures.kills} / ${figures.pauses}`],
    ['calls to the engine, of them with a fault', `${calls}, ${faults}`],
    ['most calls of one command in a second', busiestSecond(engine.arrivals)],
    [
      'longest that a change was unsettled',
      `${(longestUnsettledMs(evidence) / 1_000).toFixed(1)} s`,
    ],
    [
      'all settled after the last fault',
      `${((evidence.settledAfterMs ?? 0) / 1_000).toFixed(1)} s`,
    ],
    ['SIGTERM to exit 0', `${(figures.endedInMs / 1_000).toFixed(1)} s`],
    ['the whole run', `${figures.seconds} s`],
    ...findings.map(({ promise, violations }): [string, number] => [promise, violations.length]),
  ]
  const width = Math.max(...lines.map(([name]) => name.length))
  return lines.map(([name, figure]) => `${name.padEnd(width)}  ${figure}`).join('\n')
}
