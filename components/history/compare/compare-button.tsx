'use client'

import { GitCompareArrows } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '@/components/ui/buttons/button'
import { loadPart, PartLoading } from '@/components/ui/part-loading'
import type { Version } from './version-queries'

const CompareDialog = dynamic(
  loadPart(() => import('../entry/change-body').then((module) => module.CompareDialog)),
  { loading: PartLoading },
)

type Props = {
  label: string
  /** What is compared at first; either side can be changed. */
  versions: readonly [Version, Version]
  size?: 'small'
}

/** Opens the comparison of two versions of a room, or of two rooms. Its code loads with it. */
export function CompareButton({ label, versions, size }: Props) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button size={size} aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        <GitCompareArrows aria-hidden className="size-4" />
        {label}
      </Button>
      {isOpen ? <CompareDialog versions={versions} onClose={() => setIsOpen(false)} /> : null}
    </>
  )
}
