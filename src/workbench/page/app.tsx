/** What the whole page shows. */

export function App() {
  return <main>公开</main>;
}
