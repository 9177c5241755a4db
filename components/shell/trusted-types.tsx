/**
 * The one Trusted Types policy. The bundler adds script elements by address; anything that is not one of our own
 * build files is refused, and so is every other dangerous sink, since no other policy may be made.
 */
const POLICY = `window.trustedTypes?.createPolicy('default',{createScriptURL(address){
const url=new URL(address,location.href);
if(url.origin===location.origin&&url.pathname.startsWith('/_next/static/'))return url.href;
throw new TypeError('script address refused')}})`

export function TrustedTypes({ nonce }: { nonce: string | undefined }) {
  // Browsers hide the nonce from scripts, so it never matches what the server wrote.
  return (
    <script nonce={nonce} suppressHydrationWarning>
      {POLICY}
    </script>
  )
}
