'use client'

import dynamic from 'next/dynamic'
import { mayHide } from '@/lib/shared/may-hide'

const HiddenFacts = dynamic(() => import('./hidden-facts').then((module) => module.HiddenFacts), {
  loading: () => null,
})

type Props = {
  text: string
  /** Absent where the text cannot be changed. */
  onClean?: (clean: string) => void
}

/** What of a text an eye would miss. Most texts need no closer look, and then its code is not needed either. */
export function HiddenText({ text, onClean }: Props) {
  return mayHide(text) ? <HiddenFacts text={text} onClean={onClean} /> : null
}
