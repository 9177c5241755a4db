import { setTimeout as sleep } from 'node:timers/promises'
import type { Change } from '@/lib/shared/changes/change'
import { invertChanges } from '@/lib/shared/changes/diff'
import type { KeyChange } from '@/lib/shared/metadata/entry'
import type { Dice } from './dice'
import { type Door, newKey, type Submission, type Told } from './door'
import { draft } from './draft'

/** One Idempotency-Key: what was asked for, how often it was sent, and all that was ever told of it. */
export type Save = Submission & { sent: number; told: Told[] }

export type World = {
  /** One for each person who is signed in. */
  doors: readonly Door[]
  urls: readonly string[]
  rooms: readonly string[]
  saves: Save[]
  /** True once the run is to end. */
  over(): boolean
}

const ASKED_AGAIN = 12
const UNSETTLED_PATIENCE_MS = 25_000

/** A part of the rooms sees most of the work, so that people meet there. */
const HOT_ROOMS = 8
const HOT_SHARE = 0.4

/** One open window of somebody: opens rooms, edits, saves, and believes what the console says. */
export async function operate(all: World, dice: Dice, nth: number): Promise<void> {
  const world = { ...all, door: all.doors[nth % all.doors.length] as Door }
  const applied: Change[] = []
  for (let n = 0; !world.over(); n++) {
    await sleep(dice.whole(0, 400))
    const hot = dice.chance(HOT_SHARE)
    const room = dice.pick(hot ? world.rooms.slice(0, HOT_ROOMS) : world.rooms)
    const restored = dice.chance(0.1) ? applied.pop() : undefined
    const submission = restored
      ? undo(restored)
      : await freshDraft(world, dice, room, `op${nth}.${n}`)
    if (!submission || world.over()) continue
    const told = await submit(world, dice, submission)
    if (told?.change?.outcome === 'applied') applied.push(told.change)
    // A conflict is looked at, decided for oneself, and saved with a key of its own.
    if (told?.code === 'room.changed' && dice.chance(0.7)) {
      const again = await decided(world, dice, submission)
      if (again) await submit(world, dice, again)
    }
  }
}

function undo({ id, room, changes }: Change): Submission {
  return { room, key: newKey(), changes: invertChanges(changes), restores: id }
}

type Place = World & { door: Door }

async function freshDraft(world: Place, dice: Dice, room: string, mark: string) {
  const shown = await world.door.read(dice.pick(world.urls), room)
  if (!shown || shown.pending || shown.stale) return null
  // People think for a moment; meanwhile others save.
  await sleep(dice.whole(0, 2_000))
  return { room, key: newKey(), changes: draft(dice, shown.entries, mark) }
}

/** The same wishes on the room as it stands now. */
async function decided(world: Place, dice: Dice, { room, changes }: Submission) {
  const shown = await world.door.read(dice.pick(world.urls), room)
  if (!shown) return null
  const values = new Map(shown.entries.map(({ key, value }) => [key, value]))
  const wishes = changes.flatMap(({ key, to }): KeyChange[] => {
    const from = values.get(key) ?? null
    return from === to ? [] : [{ key, from, to }]
  })
  return wishes.length > 0 ? { room, key: newKey(), changes: wishes } : null
}

/** Sends a save, once or twice at a time, until somebody tells what became of it. */
async function submit(world: Place, dice: Dice, submission: Submission): Promise<Told | null> {
  const save: Save = { ...submission, sent: 0, told: [] }
  world.saves.push(save)
  const send = async () => {
    save.sent += 1
    return note(save, await world.door.save(dice.pick(world.urls), submission))
  }
  const first = dice.chance(0.15) ? await Promise.all([send(), send()]) : [await send()]
  let answer = first.find((told) => told?.change) ?? first[0] ?? null
  for (let n = 0; answer === null && n < ASKED_AGAIN; n++) {
    // This browser was closed: nobody asks any more.
    if (dice.chance(0.03)) return null
    await sleep(dice.whole(200, 800))
    answer = dice.chance(0.5) ? await send() : await became(world, dice, save)
  }
  if (answer?.status === 202) answer = await untilSettled(world, dice, save, answer)
  return answer
}

/** An answer that knows nothing of the save, be it 404 or a store that does not answer, says nothing of it. */
const known = (told: Told | null) => (told?.change ? told : null)

async function became(world: Place, dice: Dice, save: Save): Promise<Told | null> {
  return note(save, known(await world.door.became(dice.pick(world.urls), save.room, save.key)))
}

async function untilSettled(world: Place, dice: Dice, save: Save, told: Told): Promise<Told> {
  const id = told.change?.id ?? ''
  let latest = told
  for (const until = Date.now() + UNSETTLED_PATIENCE_MS; Date.now() < until && !world.over(); ) {
    await sleep(1_500)
    const told = await world.door.change(dice.pick(world.urls), id)
    latest = note(save, known(told)) ?? latest
    if (latest.change?.settledAt) break
  }
  return latest
}

function note(save: Save, told: Told | null): Told | null {
  if (told) save.told.push(told)
  return told
}
