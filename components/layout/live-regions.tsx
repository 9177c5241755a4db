/** The two places spoken by screen readers, in the page from the start and empty; see `lib/client/announce`. */
export function LiveRegions() {
  return (
    <>
      <div id="live-polite" role="status" aria-live="polite" className="sr-only" />
      <div id="live-assertive" role="alert" aria-live="assertive" className="sr-only" />
    </>
  )
}
