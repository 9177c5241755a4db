/** A command under the name that the vendor's pages give it; it may break where two of its words meet. */
export function CommandName({ name }: { name: string }) {
  return (
    <code>
      {name.split('_').map((word, at) => (
        <span key={word}>
          {at > 0 ? (
            <>
              _<wbr />
            </>
          ) : null}
          {word}
        </span>
      ))}
    </code>
  )
}
