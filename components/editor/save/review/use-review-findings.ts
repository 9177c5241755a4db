import { useQuery } from '@tanstack/react-query'
import { catalogueQuery } from '@/lib/client/api/catalogue-queries'
import { checkChanges } from '@/lib/shared/catalogue/check-changes'
import { mergeFindings } from '@/lib/shared/catalogue/review-findings'
import type { Renames } from '@/lib/shared/changes/change-lines'
import { findSaveWarnings, type SaveWarning } from '@/lib/shared/changes/save-warnings'
import type { Entry, KeyChange } from '@/lib/shared/metadata/entry'

type Draft = {
  changes: readonly KeyChange[]
  /** Undefined: found by their values. */
  renames: Renames | undefined
  /** The room before the changes. */
  entries: readonly Entry[]
  /** Keys that an earlier change brings back. Only the server knows whether their values do. */
  restoredKeys: readonly string[]
}

type ReviewFindings = {
  /** Values that cannot be saved. */
  blocked: SaveWarning[]
  warnings: SaveWarning[]
  /** `loading`: what the catalogue says is not known yet. */
  catalogue: 'loading' | 'loaded' | 'missing'
}

/** What the review says about a draft: general warnings, and the checks of the key catalogue. */
export function useReviewFindings({
  changes,
  renames,
  entries,
  restoredKeys,
}: Draft): ReviewFindings {
  const { data, isPending } = useQuery(catalogueQuery)
  const findings = checkChanges(changes, data?.keys ?? [], ({ key }) => restoredKeys.includes(key))
  const catalogue = data ? 'loaded' : isPending ? 'loading' : 'missing'
  return { ...mergeFindings(findSaveWarnings(changes, entries, renames), findings), catalogue }
}
