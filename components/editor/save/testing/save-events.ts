import type { Metadata } from '@/lib/shared/api/contract'
import { Problem } from '@/lib/shared/api/problem'
import { loaded } from '@/lib/shared/changes/testing/draft-rows'
import type { SaveEffect, SaveEvent, Transition } from '../machine/save-state'
import { makeChange, metadata, partialChange, request, room } from './save-states'

/** A save of another window or person. */
export const others = makeChange('applied', { id: '00000000-0000-4000-8000-00000000000b' })
export const later: Metadata = { ...metadata, readAt: '2026-01-01T12:00:05.000Z' }
export const saved: Metadata = { ...later, entries: [{ key: 'banner', value: 'Bye' }] }

/** One example of each event, so that tests can cover all of them. */
export const events = {
  review: { type: 'review' },
  confirm: { type: 'confirm', acknowledged: [] },
  retry: { type: 'retry' },
  dismiss: { type: 'dismiss' },
  discard: { type: 'discard' },
  undo: { type: 'undo' },
  'retry-rest': { type: 'retry-rest', change: partialChange },
  'roll-back': { type: 'roll-back', change: partialChange },
  'dismiss-partial': { type: 'dismiss-partial', change: partialChange },
  'open-dialog': { type: 'open-dialog', dialog: { kind: 'import' } },
  'close-dialog': { type: 'close-dialog' },
  'undo-save': { type: 'undo-save' },
  'draft-undo': {
    type: 'draft-undo',
    id: others.id,
    changes: [{ key: 'banner', from: 'Bye', to: 'Hi' }],
  },
  'set-note': { type: 'set-note', note: 'why' },
  'use-preset': { type: 'use-preset', preset: { id: 'p', entries: [] } },
  'reopen-draft': { type: 'reopen-draft', rows: [loaded('banner', 'Hello')], note: 'kept' },
  'restore-requested': { type: 'restore-requested' },
  resumed: { type: 'resumed', request },
  'room-read': { type: 'room-read', room: { ...room, metadata: later } },
  'review-checked': { type: 'review-checked', metadata: later, isFresh: true },
  'restore-checked': {
    type: 'restore-checked',
    metadata: saved,
    restore: {
      id: others.id,
      aim: 'after',
      data: { change: others, entries: metadata.entries },
      problem: null,
    },
  },
  responded: { type: 'responded', change: makeChange('applied') },
  refused: { type: 'refused', problem: new Problem('engine.no-answer') },
  'looked-up': { type: 'looked-up', result: makeChange('applied') },
  'change-read': { type: 'change-read', change: makeChange('applied') },
} satisfies { [Type in SaveEvent['type']]: SaveEvent & { type: Type } }

/** The effects of one type. */
export const effectsOf = <Type extends SaveEffect['type']>({ effects }: Transition, type: Type) =>
  effects.filter((effect): effect is SaveEffect & { type: Type } => effect.type === type)
