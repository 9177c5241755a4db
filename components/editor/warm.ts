/**
 * Brings the parts that come when first needed, once the page is idle: the moment in which they are needed may be the
 * one in which the network is gone.
 */
export function warm(): void {
  const parts = [
    import('./save/outcome/outcomes'),
    import('./save/outcome/save-words'),
    import('./form/rows/removed-row'),
    import('./save/outcome/stale-banner'),
    import('./form/error-summary'),
    import('./live/speak-others-news'),
    import('./restore/restoring'),
    import('./save/review/review-dialog'),
    import('./conflicts/conflict-dialog'),
    import('./conflicts/overwritten-dialog'),
    import('./import/paste-many'),
    import('./drafts/leave-dialog'),
    import('./session-guard/session-guard'),
    import('./session-guard/sign-in-dialog'),
    import('./session-guard/other-person'),
    import('./form/fields/json-hint'),
    import('./form/fields/was-value'),
    import('./form/fields/hidden-facts'),
    import('@/components/ui/problems/problem-card'),
    import('@/components/editor/form/draft-resolver'),
    import('@/lib/client/api/exchange'),
    import('@/components/editor/save/pending-save-storage'),
    import('@/lib/shared/changes/partial-change'),
  ]
  for (const part of parts) part.catch(() => undefined)
}
