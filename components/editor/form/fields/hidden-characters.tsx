'use client'

import { useDeferredValue } from 'react'
import { countHiddenCharacters } from '@/lib/shared/metadata/invisibles'
import { mightContainInvisible } from '@/lib/shared/metadata/might-contain-invisible'
import { EditorPart } from '../../editor-part'

type Props = {
  text: string
  /** Absent if the text is read-only. */
  onClean?: (clean: string) => void
}

/** Reports invisible characters and outer spaces. Most texts pass the cheap check before. */
export function HiddenCharacters(props: Props) {
  return mightContainInvisible(props.text) ? <CountedCharacters {...props} /> : null
}

function CountedCharacters({ text, onClean }: Props) {
  const deferredText = useDeferredValue(text)
  const counts = countHiddenCharacters(deferredText)
  if (counts.invisible + counts.leading + counts.trailing === 0) return null
  return (
    // As high as one line before its part has loaded, so that the row does not grow when it has.
    <div data-message className="min-h-6 w-full">
      <EditorPart part="hidden-characters" text={deferredText} counts={counts} onClean={onClean} />
    </div>
  )
}
