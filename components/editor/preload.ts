/**
 * Loads the on-demand parts of the editor once the page is idle, because the network may be down at
 * the moment when a part is needed.
 */
export function preloadEditorParts(): void {
  const parts = [
    import('./save/outcome/outcome-banners'),
    import('./form/rows/removed-row'),
    import('./live/stale-banner'),
    import('./form/error-summary'),
    import('./live/live-announcer'),
    import('./restore/restore-notices'),
    import('./save/review/review-dialog'),
    import('./conflicts/conflict-dialog'),
    import('./conflicts/overwritten-dialog'),
    import('./import/import-dialog'),
    import('./drafts/leave-dialog'),
    import('./session-guard/session-guard'),
    import('./session-guard/sign-in-dialog'),
    import('./session-guard/person-changed-dialog'),
    import('./form/fields/json-hint'),
    import('./form/fields/previous-value'),
    import('./form/fields/hidden-characters-details'),
  ]
  for (const part of parts) part.catch(() => undefined)
}
