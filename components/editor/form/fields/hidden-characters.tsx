'use client'

import { lazyComponent } from '@/components/ui/lazy-component'
import { mightContainInvisible } from '@/lib/shared/metadata/might-contain-invisible'

const HiddenCharactersDetails = lazyComponent(() =>
  import('./hidden-characters-details').then((module) => module.HiddenCharactersDetails),
)

type Props = {
  text: string
  /** Absent if the text is read-only. */
  onClean?: (clean: string) => void
}

/**
 * Reports invisible characters and outer spaces. Most texts have none, so the details load on
 * demand.
 */
export function HiddenCharacters({ text, onClean }: Props) {
  return mightContainInvisible(text) ? (
    <HiddenCharactersDetails text={text} onClean={onClean} />
  ) : null
}
