import { render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useFieldArray, useForm } from 'react-hook-form'
import { vi } from 'vitest'
import type { Draft, DraftRow } from '@/lib/shared/changes/draft'
import type { Entry } from '@/lib/shared/metadata/entry'
import { type Editor, EditorProvider } from '../editor-context'
import { useRowActions } from '../form/rows/use-row-actions'
import type { SaveDispatch } from '../save/machine/save-state'
import { context, metadata } from '../save/testing/save-states'
import { createTestClient, TestProviders } from './test-providers'

type Options = {
  /** What the room has. */
  entries?: readonly Entry[]
  /** The draft. */
  rows?: readonly DraftRow[]
}

/**
 * Mounts one part of the editor on a draft, without the page around it. What the part dispatches
 * goes to `dispatch`, so nothing follows from it.
 */
export function renderPart(
  renderContent: (editor: Editor, dispatch: SaveDispatch) => ReactNode,
  { entries = metadata.entries, rows = context.rows }: Options = {},
) {
  const dispatch = vi.fn<SaveDispatch>()
  const user = userEvent.setup({ delay: null })
  render(
    <TestProviders client={createTestClient()}>
      <DraftEditor entries={entries} rows={rows}>
        {(editor) => renderContent(editor, dispatch)}
      </DraftEditor>
    </TestProviders>,
  )
  return { dispatch, user }
}

function DraftEditor({
  entries,
  rows,
  children,
}: Required<Options> & { children: (editor: Editor) => ReactNode }) {
  const form = useForm<Draft>({ defaultValues: { rows: [...rows] } })
  const rowActions = useRowActions(form, useFieldArray({ control: form.control, name: 'rows' }))
  const editor: Editor = {
    slug: 'live-7',
    control: form.control,
    getValues: form.getValues,
    subscribe: form.subscribe,
    rowActions,
    entries,
    lastChanges: [],
    remoteUpdates: new Map(),
    isShowingAllErrors: false,
    isReadOnly: false,
    isFrozen: false,
    savedKeys: new Set(),
    isViewer: false,
    openConflicts: () => undefined,
    t: useTranslations('editor'),
    problemText: useTranslations('problems'),
  }
  return <EditorProvider value={editor}>{children(editor)}</EditorProvider>
}
