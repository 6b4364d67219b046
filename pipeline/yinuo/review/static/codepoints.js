// Records count code points, JavaScript counts UTF-16 units. Both meet in this class and nowhere else.
export class CodePoints {
  constructor(text) {
    this.text = text;
    this.wide = []; // code point offsets of the characters that take two units
    let at = 0;
    for (const character of text) {
      if (character.length === 2) this.wide.push(at);
      at += 1;
    }
    this.length = at;
  }

  // How many wide characters stand before a code point offset.
  before(point) {
    let low = 0;
    let high = this.wide.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.wide[middle] < point) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  toUnits(point) {
    return point + this.before(point);
  }

  toPoints(unit) {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.toUnits(middle) < unit) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  slice(start, end) {
    return this.text.slice(this.toUnits(start), this.toUnits(end));
  }
}
