import type { ChaosRun } from '../chaos-run'
import {
  callsStayWithinRateLimit,
  configurationIsNeverBlamed,
  externalChangesComeFromApps,
  historyMatchesRooms,
  maxCallsPerSecond,
  repeatsAreAnswered,
  repliesMatchJournal,
} from './consistency'
import type { Finding } from './evidence'
import {
  appliedChangesTookEffect,
  changesTakeEffectOnce,
  longestUnsettledMs,
  notAppliedChangesHadNoEffect,
  noUpdateIsLost,
  unknownChangesAreSettled,
  writesAreJournalledFirst,
} from './invariants'
import { crashedChangesAreSettledInTime, longestRecoveryMs } from './recovery'

/** Every check of a run with its violations (docs/save-guarantees.md#randomised-fault-test). */
export function checkRun({ evidence, figures }: ChaosRun): Finding[] {
  const exits = figures.exitCodes.filter((code) => code !== 0).map((code) => `exit ${code}`)
  const slow = figures.shutdownMs > 20_000 ? [`it took ${figures.shutdownMs} ms`] : []
  return [
    {
      name: 'effects without an earlier journal row',
      violations: writesAreJournalledFirst(evidence),
    },
    {
      name: 'saves reported as applied without effect',
      violations: appliedChangesTookEffect(evidence),
    },
    {
      name: 'saves reported as not applied with an effect',
      violations: notAppliedChangesHadNoEffect(evidence),
    },
    {
      name: 'unknown outcomes not settled within 60 s',
      violations: unknownChangesAreSettled(evidence),
    },
    {
      name: 'crashed changes settled too late',
      violations: crashedChangesAreSettledInTime(evidence),
    },
    { name: 'repeated effects', violations: changesTakeEffectOnce(evidence) },
    { name: 'seconds with over 200 calls', violations: callsStayWithinRateLimit(evidence) },
    {
      name: 'signatures reported as a configuration error',
      violations: configurationIsNeverBlamed(evidence),
    },
    { name: 'leaked secrets', violations: [...evidence.leaks] },
    { name: 'lost updates between operators', violations: noUpdateIsLost(evidence) },
    { name: 'rooms that differ from their history', violations: historyMatchesRooms(evidence) },
    { name: 'replies that contradict the journal', violations: repliesMatchJournal(evidence) },
    { name: 'repeats without the known outcome', violations: repeatsAreAnswered(evidence) },
    {
      name: 'saves recorded as external changes',
      violations: externalChangesComeFromApps(evidence),
    },
    { name: 'shutdowns that failed or took too long', violations: [...exits, ...slow] },
    {
      name: 'runs that reached the time limit',
      violations: figures.isComplete ? [] : ['too few saves'],
    },
  ]
}

/** A table of what happened, then the number of violations of each check. */
export function formatReport(run: ChaosRun, findings: readonly Finding[]): string {
  const { evidence, figures } = run
  const { rows, liveService, saves } = evidence
  const saveRows = rows.filter(({ change }) => change.source !== 'outside')
  const countOutcome = (outcome: string) =>
    saveRows.filter(({ change }) => change.outcome === outcome).length
  const countSavesWithStatus = (expected: number) =>
    saves.filter(({ replies }) => replies.some(({ status }) => status === expected)).length
  const calls = [...liveService.arrivals.values()].reduce((sum, times) => sum + times.length, 0)
  const faults = [...figures.faults.values()].reduce((sum, count) => sum + count, 0)
  const lines: [string, string | number][] = [
    ['saves that acquired the lease', saveRows.length],
    [
      '  applied / not applied / partial',
      ['applied', 'not-applied', 'partial'].map(countOutcome).join(' / '),
    ],
    ['  unsettled at the first reply', countSavesWithStatus(202)],
    ['  refused as busy / in conflict', [423, 409].map(countSavesWithStatus).join(' / ')],
    ['external changes', rows.length - saveRows.length],
    ['clock steps / store locks', `${figures.clockSteps} / ${figures.storeLocks}`],
    ['kills / SIGTERM / pauses', `${figures.kills} / ${figures.terminations} / ${figures.pauses}`],
    ['calls to the Live service / with a fault', `${calls} / ${faults}`],
    ['most calls of one command in a second', maxCallsPerSecond(liveService.arrivals)],
    [
      'longest time a change was unsettled',
      `${(longestUnsettledMs(evidence) / 1_000).toFixed(1)} s`,
    ],
    [
      'longest time from a kill until its changes were settled',
      `${(longestRecoveryMs(evidence) / 1_000).toFixed(1)} s`,
    ],
    [
      'from the last fault until all was settled',
      `${((evidence.settledAfterMs ?? 0) / 1_000).toFixed(1)} s`,
    ],
    ['SIGTERM to exit 0', `${(figures.shutdownMs / 1_000).toFixed(1)} s`],
    ['whole run', `${figures.seconds} s`],
    ...findings.map(({ name, violations }): [string, number] => [name, violations.length]),
  ]
  const width = Math.max(...lines.map(([label]) => label.length))
  return lines.map(([label, figure]) => `${label.padEnd(width)}  ${figure}`).join('\n')
}
