/** The live regions for `announce`. They must be in the page from the start to be noticed. */
export function LiveRegions() {
  return (
    <>
      <div id="live-polite" role="status" aria-live="polite" className="sr-only" />
      <div id="live-assertive" role="alert" aria-live="assertive" className="sr-only" />
    </>
  )
}
