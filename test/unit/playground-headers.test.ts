import { startingHeaders, tokenIn, withToken } from '../../playground/headers';

test('the editor starts with the demo headers, or with a place for a token', () => {
  expect(tokenIn(startingHeaders({ authorization: 'Bearer abc.def' }))).toBe('abc.def');
  expect(startingHeaders(null)).toContain('"authorization": "Bearer "');
  expect(tokenIn(startingHeaders(null))).toBeNull();
});

test('a token is found in a text that is not JSON yet', () => {
  expect(tokenIn('{ // mine\n "Authorization" : "bearer t1", ')).toBe('t1');
  expect(tokenIn('{ "authorization": "Basic abc" }')).toBeNull();
  expect(tokenIn('')).toBeNull();
});

test('a new token leaves comments and other headers alone', () => {
  const text = '{ /* mine */ "x-request-id": "7", "authorization": "Bearer old" }';
  expect(withToken(text, 'new')).toBe('{ /* mine */ "x-request-id": "7", "authorization": "Bearer new" }');
});

test('a token is taken literally, whatever signs it holds', () => {
  expect(tokenIn(withToken('{ "authorization": "Bearer old" }', "a$&$'b"))).toBe("a$&$'b");
});

test('a token is added where there was none', () => {
  expect(JSON.parse(withToken('{ "x-request-id": "7" }', 'new'))).toEqual({
    'x-request-id': '7',
    authorization: 'Bearer new',
  });
  expect(JSON.parse(withToken('', 'new'))).toEqual({ authorization: 'Bearer new' });
  expect(JSON.parse(withToken('[1]', 'new'))).toEqual({ authorization: 'Bearer new' });
});
