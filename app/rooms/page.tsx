export default function RoomsPage() {
  return <p>Rooms</p>
}
