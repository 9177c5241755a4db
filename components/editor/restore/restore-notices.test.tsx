import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { Problem } from '@/lib/shared/api/problem'
import type { RestoreRequest, SaveState } from '../save/machine/save-state'
import { makeChange, metadata, states } from '../save/testing/save-states'
import { renderPart } from '../testing/render-part'
import { RestoreNotices } from './restore-notices'

const change = makeChange('applied')
const request = (aim: RestoreRequest['aim'] = 'before'): RestoreRequest => ({
  id: change.id,
  aim,
  data: { change, entries: metadata.entries },
  problem: null,
})
const drafted = (aim: RestoreRequest['aim']): SaveState => ({
  ...states.idle,
  restoreSource: { id: change.id, aim, keys: ['banner'] },
})

const renderNotices = (
  state: SaveState,
  restore = request(),
  entries: typeof metadata.entries = metadata.entries,
) =>
  renderPart(
    (_, dispatch) => <RestoreNotices request={restore} state={state} dispatch={dispatch} />,
    { entries },
  )

it.each([
  ['before', 'This draft undoes a change'],
  ['after', 'This draft restores an earlier version of the room'],
  ['finish', 'This draft retries the rest of a partly saved change'],
] as const)('says what the draft was made for: %s', (aim, title) => {
  renderNotices(drafted(aim), request(aim))
  expect(screen.getByText(title)).toBeVisible()
  expect(screen.getByRole('link')).toHaveTextContent(/^Changed by Ada/)
  expect(screen.queryByRole('button')).toBeNull()
})

it('counts the keys that changed again since, and offers to compare them', async () => {
  const { dispatch, user } = renderNotices(drafted('before'), request(), [
    { key: 'banner', value: 'theirs' },
  ])
  expect(screen.getByText('1 key has changed again since.')).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Compare' }))
  expect(dispatch).toHaveBeenCalledExactlyOnceWith({
    type: 'open-dialog',
    dialog: { kind: 'conflicts' },
  })
})

it('says why there is nothing to restore', () => {
  renderNotices({ ...states.idle, restoreRefusal: 'unchanged' })
  expect(screen.getByText('Nothing to restore')).toBeVisible()
  expect(screen.getByText('The room already matches this version.')).toBeVisible()
})

it('says that the room has no such change', async () => {
  const problem = new Problem('request.not-found')
  renderNotices(states.idle, { id: change.id, aim: 'before', data: null, problem })
  expect(await screen.findByText('This change doesn’t exist in this room')).toBeVisible()
  expect(screen.queryByText(/Nothing was found/)).toBeNull()
})
