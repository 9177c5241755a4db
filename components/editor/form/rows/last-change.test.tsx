import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { KeyLastChange } from '@/lib/shared/api/contract'
import { loaded } from '@/lib/shared/changes/testing/draft-rows'
import { EditorProvider } from '../../editor-context'
import type { Writer } from '../../live/remote-writers'
import { renderPart } from '../../testing/render-part'
import { LastChange } from './last-change'

const AT = '2026-01-02T03:04:05.000Z'
const banner = { key: 'banner', value: 'hello' }

/** A row that was updated while the page was open, and what the room's last read says about it. */
function renderUpdated(writer: Writer, lastChanges: KeyLastChange[]) {
  renderPart(
    (editor) => (
      <EditorProvider
        value={{ ...editor, lastChanges, remoteUpdates: new Map([['banner', { at: AT, writer }]]) }}
      >
        <LastChange index={0} baseKey="banner" />
      </EditorProvider>
    ),
    { entries: [banner], rows: [loaded('banner', 'hello')] },
  )
  return screen.getByRole('link')
}
const byApp: KeyLastChange = { key: 'banner', id: 'c1', at: AT, source: 'outside', by: null }

it('an update names who made it', () => {
  expect(renderUpdated({ who: 'other', name: 'Bo' }, [])).toHaveTextContent(/^Bo · updated/)
})

it('an update that the history did not know names who made it once a read of the room does', () => {
  const unknown: Writer = { who: 'unknown', name: '' }
  expect(renderUpdated(unknown, [byApp])).toHaveTextContent(/^External · updated/)
})
