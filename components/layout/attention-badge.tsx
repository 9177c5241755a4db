'use client'

import { useQuery } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { Link } from '@/components/ui/link'
import { openChangesQuery } from '@/lib/client/api/open-changes-query'
import { addTitleCount, setTitleCount } from '@/lib/client/browser/title-count'
import { useServerNow } from '@/lib/client/hooks/use-server-now'
import { needsAttention } from '@/lib/shared/changes/needs-attention'

const REFRESH_MS = 15_000

/**
 * How many changes need attention, in the navigation and in the title of the tab. After the
 * navigation, so that it moves no link when it appears.
 */
export function AttentionBadge() {
  const t = useTranslations('attention')
  const now = useServerNow(REFRESH_MS).getTime()
  const { data } = useQuery({
    ...openChangesQuery(),
    refetchInterval: REFRESH_MS,
    // A person in another tab sees the title of this one.
    refetchIntervalInBackground: true,
  })
  const count = data?.changes.filter((change) => needsAttention(change, now)).length ?? 0
  useEffect(() => keepTitleCount(count), [count])
  if (count === 0) return null
  return (
    <Link
      href="/history"
      variant="plain"
      prefetch={false}
      title={t('count', { count })}
      className="inline-flex min-h-6 items-center gap-1 rounded-full border border-warn bg-warn-soft px-2 font-medium text-sm text-warn hover:underline"
    >
      <TriangleAlert aria-hidden className="size-3.5 max-sm:hidden" />
      <span aria-hidden>{count}</span>
      <span className="sr-only">{t('count', { count })}</span>
    </Link>
  )
}

/** Shows a number in the title of the tab, also when the page changes its title later. */
function keepTitleCount(count: number): () => void {
  document.title = setTitleCount(count, document.title)
  const apply = () => {
    const shown = addTitleCount(document.title)
    if (document.title !== shown) document.title = shown
  }
  apply()
  const observer = new MutationObserver(apply)
  observer.observe(document.head, { childList: true, subtree: true, characterData: true })
  return () => {
    observer.disconnect()
    document.title = setTitleCount(0, document.title)
  }
}
