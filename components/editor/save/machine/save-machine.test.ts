import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from 'vitest'
import { loaded } from '@/lib/shared/changes/testing/draft-rows'
import { events } from '../testing/save-events'
import { context, states } from '../testing/save-states'
import { transition } from './save-machine'
import type { SaveEvent, SaveState } from './save-state'

type StateName = keyof typeof states

/** "status dialog: effects", or "·" where the event changes nothing. */
function summarize(state: SaveState, event: SaveEvent): string {
  // Rolling back starts from the room as the partial change left it.
  const rows = event.type === 'roll-back' ? [loaded('banner', 'Bye')] : context.rows
  const after = transition(state, event, { ...context, rows })
  if (after.effects.length === 0 && isDeepStrictEqual(after.state, state)) return '·'
  const { progress, dialog } = after.state
  const outcome = progress.status === 'settled' ? progress.change.outcome : progress.status
  const effects = after.effects.map(({ type }) => type).join(' ')
  return `${dialog ? `${outcome} ${dialog.kind}` : outcome}${effects && `: ${effects}`}`
}

/** The same effects in each state, which keeps its status, except in some where nothing happens. */
function inEach(effects: string, except: readonly StateName[] = []) {
  const names = Object.keys(states) as StateName[]
  return Object.fromEntries(
    names
      .filter((name) => !except.includes(name))
      .map((name) => [name, `${name === 'reviewing' ? 'idle review' : name}${effects}`]),
  )
}

const REVIEW = 'clear-field-problems check-review'
const SEND = 'sending: announce return-focus send'
const DISCARD = 'replace-draft announce return-focus'
const APPLIED = 'applied: forget-request rebase-draft announce update-cache refresh'
const REFUSED = 'failed: forget-request show-field-problems announce focus refresh'

/** Both make a draft from an earlier change and open its review. */
const REVIEWED_DRAFT = {
  idle: `idle review: replace-draft ${REVIEW}`,
  reviewing: `idle review: replace-draft ${REVIEW}`,
  applied: `applied review: replace-draft ${REVIEW}`,
  'not-applied': `not-applied review: replace-draft ${REVIEW}`,
  partial: `partial review: replace-draft ${REVIEW}`,
  failed: `idle review: replace-draft ${REVIEW}`,
}

/** What each event does in each state. A state that is missing here is not changed by the event. */
const expected: Record<SaveEvent['type'], Partial<Record<StateName, string>>> = {
  review: {
    idle: `idle review: ${REVIEW}`,
    reviewing: `idle review: ${REVIEW}`,
    applied: `applied review: ${REVIEW}`,
    'not-applied': `not-applied review: ${REVIEW}`,
    partial: `partial review: ${REVIEW}`,
    failed: `idle review: ${REVIEW}`,
  },
  confirm: { reviewing: SEND },
  retry: { 'response-lost': SEND, 'not-applied': SEND, failed: SEND },
  dismiss: {
    'response-lost': 'idle: forget-request',
    applied: 'idle',
    'not-applied': 'idle',
    partial: 'idle',
    failed: 'idle',
  },
  discard: {
    idle: `idle: ${DISCARD}`,
    reviewing: `idle review: ${DISCARD}`,
    applied: `applied: ${DISCARD}`,
    'not-applied': `not-applied: ${DISCARD}`,
    partial: `partial: ${DISCARD}`,
    failed: `idle: ${DISCARD}`,
  },
  undo: inEach(': undo-draft return-focus', ['sending']),
  'retry-rest': REVIEWED_DRAFT,
  'roll-back': REVIEWED_DRAFT,
  'reopen-draft': {
    idle: 'idle: replace-draft',
    reviewing: 'idle review: replace-draft',
    applied: 'applied: replace-draft',
    'not-applied': 'not-applied: replace-draft',
    partial: 'partial: replace-draft',
    failed: 'idle: replace-draft',
  },
  'dismiss-partial': inEach(''),
  'undo-save': { applied: 'applied review: check-review' },
  'draft-undo': {
    idle: 'idle conflicts: replace-draft',
    reviewing: 'idle conflicts: replace-draft',
    applied: 'applied conflicts: replace-draft',
    'not-applied': 'not-applied conflicts: replace-draft',
    partial: 'partial conflicts: replace-draft',
    failed: 'idle conflicts: replace-draft',
  },
  'open-dialog': { ...inEach(' import', ['sending']), reviewing: 'idle import' },
  'close-dialog': { reviewing: 'idle' },
  'set-note': inEach(''),
  'use-preset': inEach(''),
  'restore-requested': inEach(': check-restore', ['sending']),
  resumed: {
    ...inEach(': replace-draft'),
    idle: 'response-lost: replace-draft',
    reviewing: 'response-lost: replace-draft',
  },
  'room-read': inEach(''),
  'review-checked': inEach(''),
  // While a save is sent, only the read is kept.
  'restore-checked': { ...inEach(': replace-draft announce'), sending: 'sending' },
  responded: { sending: APPLIED },
  refused: { sending: REFUSED },
  'looked-up': { 'response-lost': APPLIED },
  'change-read': { unsettled: APPLIED },
}

describe.each(Object.keys(events) as SaveEvent['type'][])('the event %s', (type) => {
  it.each(Object.keys(states) as StateName[])('does what it should in the state %s', (name) => {
    expect(summarize(states[name], events[type])).toBe(expected[type][name] ?? '·')
  })
})
