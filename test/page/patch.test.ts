import { describe, expect, it } from 'vitest';
import { likeNative, patch } from '../../src/page/patch.ts';

function holder() {
  return { greet: (name: string) => `hello ${name}` };
}

const shouting = (native: (name: string) => string) =>
  likeNative(native, {
    apply: (target, self, args) => Reflect.apply(target, self, args).toUpperCase(),
  });

describe('a patch', () => {
  it('replaces, and puts back what was there with its flags', () => {
    const object = holder();
    Object.defineProperty(object, 'greet', { enumerable: false });
    const before = Object.getOwnPropertyDescriptor(object, 'greet');
    const revert = patch(object, 'greet', shouting);
    expect(object.greet('ana')).toBe('HELLO ANA');
    expect(Object.keys(object)).toEqual([]);
    revert();
    expect(Object.getOwnPropertyDescriptor(object, 'greet')).toEqual(before);
  });

  it('leaves what somebody else has put there since', () => {
    const object = holder();
    const revert = patch(object, 'greet', shouting);
    const theirs = () => 'theirs';
    object.greet = theirs;
    revert();
    expect(object.greet).toBe(theirs);
  });

  it('touches nothing that is not a plain property of the object itself', () => {
    const object = {
      get greet() {
        return () => 'from a getter';
      },
    };
    patch(object, 'greet', () => () => 'ours')();
    expect(object.greet()).toBe('from a getter');
    const heir = Object.create(holder()) as ReturnType<typeof holder>;
    patch(heir, 'greet', shouting)();
    expect(Object.keys(heir)).toEqual([]);
  });
});

describe('a function like the native one', () => {
  it('shows the same source, name and length', () => {
    const like = likeNative(structuredClone, {});
    expect([String(like), like.name, like.length]).toEqual([
      String(structuredClone),
      structuredClone.name,
      structuredClone.length,
    ]);
  });

  it('does not lend its source to a subclass', () => {
    class Base {}
    const Like = likeNative(Base, {});
    class Sub extends Like {}
    expect(String(Sub)).toContain('class Sub extends');
    expect(new Sub()).toBeInstanceOf(Base);
  });
});
