'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { TextButton } from '@/components/ui/buttons/text-button'

const MAX_SHOWN = 2

/** What a figure counts: the first few, and all of them on request. */
export function StatList<T>({
  items,
  render,
}: {
  items: readonly T[]
  /** Returns a list item with a key. */
  render: (item: T) => ReactNode
}) {
  const t = useTranslations('board')
  const [isOpen, setIsOpen] = useState(false)
  const hidden = items.length - MAX_SHOWN
  return (
    <>
      <ul className="space-y-0.5">{(isOpen ? items : items.slice(0, MAX_SHOWN)).map(render)}</ul>
      {hidden > 0 ? (
        <TextButton aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? t('showFewer') : t('showMore', { count: hidden })}
        </TextButton>
      ) : null}
    </>
  )
}
