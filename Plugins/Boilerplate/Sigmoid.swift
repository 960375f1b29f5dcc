/// 1 / (1 + e^-x) by straight lines between 257 points from -8 to 8.
func sigmoid(_ x: Float) -> Float {
  let place = (min(8, max(-8, x)) + 8) * 16
  let index = min(255, Int(place))
  let rest = place - Float(index)
  return sigmoidPoints[index] + rest * (sigmoidPoints[index + 1] - sigmoidPoints[index])
}

private let sigmoidPoints: [Float] = {
  // e^(-1/16) to the bit; its powers by multiplication.
  let step = 0x1.e0fabfbc702a4p-1
  var power = 1.0
  var upper: [Float] = []
  for _ in 0...128 {
    upper.append(Float(1 / (1 + power)))
    power *= step
  }
  return upper.dropFirst().reversed().map { 1 - $0 } + upper
}()
