/**
 * Brings the parts that come when first needed, once the page is idle: the moment in which they are needed may be the
 * one in which the network is gone.
 */
export function warm(): void {
  const parts = [
    import('./outcome/outcomes'),
    import('./outcome/save-words'),
    import('./removed-row'),
    import('./outcome/stale-banner'),
    import('./error-summary'),
    import('./speak-others-news'),
    import('./restoring/restoring'),
    import('./review/review-dialog'),
    import('./conflict/conflict-dialog'),
    import('./conflict/since-dialog'),
    import('./paste-many'),
    import('./leave-dialog'),
    import('./access/access'),
    import('./access/sign-in-dialog'),
    import('./access/other-person'),
    import('./json-hint'),
    import('./was-value'),
    import('./hidden-facts'),
    import('@/components/ui/problem-card'),
    import('@/lib/client/draft-resolver'),
    import('@/lib/client/exchange'),
    import('@/lib/client/sent-saves'),
    import('@/lib/shared/unfinished'),
  ]
  for (const part of parts) part.catch(() => undefined)
}
