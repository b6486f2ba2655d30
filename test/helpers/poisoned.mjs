/** Preloaded into a worker that an input which begins so is to kill. */
const decode = TextDecoder.prototype.decode;
TextDecoder.prototype.decode = function (...given) {
  const text = decode.apply(this, given);
  if (text.startsWith('# 毒丸')) process.kill(process.pid, 'SIGKILL');
  return text;
};
