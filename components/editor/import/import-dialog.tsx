'use client'

import { useTranslations } from 'next-intl'
import { type RefObject, useDeferredValue, useRef, useState } from 'react'
import { useWatch } from 'react-hook-form'
import { Button } from '@/components/ui/buttons/button'
import { TextButton } from '@/components/ui/buttons/text-button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/fields/field'
import { toEntries } from '@/lib/shared/changes/draft'
import type { Entry } from '@/lib/shared/metadata/entry'
import { formatEntries } from '@/lib/shared/metadata/format-entries'
import { LIMITS } from '@/lib/shared/metadata/limits'
import type { Preset } from '@/lib/shared/presets/preset'
import type { Editor } from '../editor-context'
import type { ImportSource } from '../save/machine/save-state'
import type { ImportedText } from './parse/imported-text'
import { parseImport } from './parse/parse-import'
import { findImportProblem, type ImportPreview, previewImport } from './preview/import-preview'
import { ImportSummary } from './preview/import-summary'
import { PreviewTable } from './preview/preview-table'
import { PresetSource } from './sources/preset-source'
import { RoomSource } from './sources/room-source'
import { FileInput } from './text/file-input'
import { ImportTextArea } from './text/import-text-area'

type Props = {
  editor: Pick<Editor, 'control' | 'rowActions'>
  /** Kept outside, so that it survives closing the dialog. */
  text: string
  onTextChange: (text: string) => void
  /** Where the text comes from, besides typing and pasting. */
  source?: ImportSource
  /** Runs when entries of a preset are taken into the draft. */
  onPreset: (preset: Preset) => void
  onClose: () => void
}

/** Takes entries from a text into the draft, after a table that shows what each line does. */
export function ImportDialog(props: Props) {
  'use memo'
  const t = useTranslations('import')
  const field = useRef<HTMLTextAreaElement>(null)
  // A long text that was kept must not delay the dialog either.
  const deferredText = useDeferredValue(props.text, '')
  return (
    <Dialog
      title={t(`titles.${props.source ?? 'text'}`)}
      onClose={props.onClose}
      initialFocus={props.source ? undefined : field}
    >
      <ImportForm {...props} imported={parseImport(deferredText)} field={field} />
    </Dialog>
  )
}

type FormProps = Props & { imported: ImportedText; field: RefObject<HTMLTextAreaElement | null> }

/**
 * React pauses between components. So a long text is parsed by the parent, compared here, and shown
 * by the table, each in a task of its own.
 */
function ImportForm(props: FormProps) {
  'use memo'
  const { editor, text, onTextChange, source, onPreset, onClose, imported, field } = props
  const t = useTranslations('import')
  const rows = useWatch({ control: editor.control, name: 'rows' })
  const [wasSubmitted, setWasSubmitted] = useState(false)
  const [replacedText, setReplacedText] = useState<string | null>(null)
  const [preset, setPreset] = useState<Preset | null>(null)
  const preview = previewImport(imported.lines, rows)
  const problem = findImportProblem(preview, imported.format === null)

  function setText(next: string) {
    setWasSubmitted(false)
    setReplacedText(null)
    onTextChange(next)
  }

  /** The browser's own undo does not know of it. */
  function replaceText(next: string) {
    setText(next)
    if (text !== '') setReplacedText(text)
  }

  function fill(entries: readonly Entry[], from: Preset | null) {
    replaceText(formatEntries(entries))
    setPreset(from)
  }

  function apply() {
    setWasSubmitted(true)
    // The preview on the screen may lag behind the text by one render.
    const { lines, format } = parseImport(text)
    const current = previewImport(lines, rows)
    if (findImportProblem(current, format === null)) return field.current?.focus()
    onClose()
    // Lines that cannot be used would be lost with the text.
    if (current.counts.unusable === 0) onTextChange('')
    editor.rowActions.importEntries(current.entries)
    if (preset) onPreset(preset)
  }

  return (
    <>
      <div className="min-h-0 flex-1 space-y-3 overflow-y-auto px-4 py-3">
        {source === 'room' ? <RoomSource onEntries={(entries) => fill(entries, null)} /> : null}
        {source === 'preset' ? (
          <PresetSource
            entries={toEntries(rows)}
            onPick={(picked) => fill(picked.entries, picked)}
          />
        ) : null}
        <div className="grid">
          <Field
            id="pasted"
            label={t('label')}
            error={
              problem?.name === 'tooMany' || (problem && wasSubmitted)
                ? t(problem.name, { limit: LIMITS.keys, ...problem })
                : undefined
            }
            aside={<FileInput onText={replaceText} />}
            hint={<ImportSummary imported={imported} counts={preview.counts} />}
          >
            {(controlProps) => (
              <ImportTextArea
                {...controlProps}
                ref={field}
                text={text}
                onText={setText}
                onReplace={replaceText}
              />
            )}
          </Field>
        </div>
        {preview.lines.length > 0 ? <PreviewTable lines={preview.lines} /> : null}
      </div>
      <footer className="flex flex-wrap items-center justify-end gap-2 border-line border-t px-4 py-3">
        <span className="me-auto">
          {text === '' ? null : (
            <TextButton onClick={() => replaceText('')}>{t('clear')}</TextButton>
          )}
          {replacedText === null ? null : (
            <TextButton onClick={() => setText(replacedText)}>{t('undo')}</TextButton>
          )}
        </span>
        <Button variant="quiet" onClick={onClose}>
          {t('back')}
        </Button>
        <Button variant="primary" onClick={apply}>
          <ApplyLabel counts={preview.counts} />
        </Button>
      </footer>
    </>
  )
}

function ApplyLabel({ counts }: { counts: ImportPreview['counts'] }) {
  const t = useTranslations('import')
  if (counts.changed === 0) return t('add', { count: counts.new })
  if (counts.new === 0) return t('change', { count: counts.changed })
  return t('addAndChange', { count: counts.new, changed: counts.changed })
}
