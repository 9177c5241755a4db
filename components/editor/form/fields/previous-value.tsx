'use client'

import { useWatch } from 'react-hook-form'
import { getRowStatus } from '@/lib/shared/changes/draft'
import { useEditor } from '../../editor-context'
import { EditorPart } from '../../editor-part'

/** The previous key and value of a changed row, with a button to revert. */
export function PreviousValue({ index }: { index: number }) {
  const { control } = useEditor()
  const previous = useWatch({
    control,
    name: `rows.${index}`,
    compute: (row) => {
      if (!row?.base || getRowStatus(row) !== 'changed') return null
      const { base } = row
      return {
        previousKey: row.key === base.key ? null : base.key,
        previousValue: row.value === base.value ? null : base.value,
      }
    },
  })
  if (!previous) return null
  return (
    <span data-message className="flex min-w-0 max-w-max flex-1 basis-40 items-center">
      <EditorPart part="previous-texts" index={index} {...previous} />
    </span>
  )
}
