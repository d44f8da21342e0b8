# Reference numbers of factorial effects and Shapley values. Run: Rscript tests/oracles/components.R (written with R 4.2.2)
show <- function(name, ...) cat(sprintf("%s: %s\n", name, paste(sprintf("%.15g", c(...)), collapse = " ")))
runs <- list(c(70.1, 70.5, 69.8), c(71.9, 72.4, 72.0), c(70.9, 71.2), c(74.0, 73.1, 73.8, 74.2),
             c(69.9, 70.6, 70.2), c(72.2, 71.4), c(71.0, 71.9, 71.3), c(75.1, 74.4, 74.9))  # subset 0 ... 7
m <- sapply(runs, mean); v <- sapply(runs, var); n <- sapply(runs, length)
combine <- function(w) {
  est <- sum(w * m); se2 <- sum(w^2 * v / n); df <- se2^2 / sum((w^2 * v / n)^2 / (n - 1))
  c(est, sqrt(se2), df, est - qt(.975, df) * sqrt(se2), est + qt(.975, df) * sqrt(se2))
}
# Factorial effects: the coefficients of a regression on -1/+1 columns, doubled.
bits <- sapply(0:2, function(i) bitwAnd(bitwShiftR(0:7, i), 1) * 2 - 1)
x <- cbind(1, bits[, 1], bits[, 2], bits[, 1] * bits[, 2], bits[, 3], bits[, 1] * bits[, 3], bits[, 2] * bits[, 3], bits[, 1] * bits[, 2] * bits[, 3])
w <- 2 * solve(x)
for (e in 1:7) show(paste("effect", e), combine(w[e + 1, ]))
# Shapley: the definition, over all orders.
orders <- list(c(1, 2, 3), c(1, 3, 2), c(2, 1, 3), c(2, 3, 1), c(3, 1, 2), c(3, 2, 1))
for (i in 1:3) {
  w <- rep(0, 8)
  for (o in orders) {
    before <- sum(2^(o[seq_len(which(o == i) - 1)] - 1))
    w[before + 2^(i - 1) + 1] <- w[before + 2^(i - 1) + 1] + 1 / 6
    w[before + 1] <- w[before + 1] - 1 / 6
  }
  show(paste("shapley", i - 1), combine(w))
}
