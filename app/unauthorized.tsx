/**
 * Never shown, because pages redirect to sign-in. It keeps Next's own page, about half a KiB, out of
 * the HTML of every page.
 */
export default function Unauthorized() {
  return null
}
