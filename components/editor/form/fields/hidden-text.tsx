'use client'

import { lazily } from '@/components/ui/lazily'
import { mayHide } from '@/lib/shared/metadata/might-contain-invisible'

const HiddenFacts = lazily(() => import('./hidden-facts').then((module) => module.HiddenFacts))

type Props = {
  text: string
  /** Absent where the text cannot be changed. */
  onClean?: (clean: string) => void
}

/** What of a text an eye would miss. Most texts need no closer look, and then its code is not needed either. */
export function HiddenText({ text, onClean }: Props) {
  return mayHide(text) ? <HiddenFacts text={text} onClean={onClean} /> : null
}
