'use client'

import { Star } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { Link } from '@/components/ui/link'

/** Says what the board is for and how to fill it. */
export function EmptyBoard() {
  const t = useTranslations('board.empty')
  return (
    <Card className="flex flex-col items-center gap-3 px-4 py-8 text-center">
      <span className="grid size-10 place-items-center rounded-full bg-accent-soft">
        <Star aria-hidden className="size-5 text-accent" />
      </span>
      <div className="max-w-lg space-y-1">
        <h2 className="font-semibold">{t('title')}</h2>
        <p className="text-muted">{t('text')}</p>
      </div>
      <Link href="/rooms" variant="primary" prefetch={false}>
        {t('find')}
      </Link>
    </Card>
  )
}
