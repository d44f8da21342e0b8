# Crossing probabilities of boundaries by another algorithm: multivariate normal probabilities of Genz and Bretz.
# Run: Rscript tests/oracles/group_sequential.R (written with R 4.2.2, mvtnorm 1.1-3; TVPACK up to 3 looks, Miwa beyond)
suppressMessages(library(mvtnorm))
show <- function(name, ...) cat(sprintf("%s: %s\n", name, paste(sprintf("%.15g", c(...)), collapse = " ")))
stays <- function(z, t, drift, two.sided) {
  s <- outer(t, t, function(a, b) sqrt(pmin(a, b) / pmax(a, b)))
  k <- length(t)
  if (k == 1) return(pnorm(z - drift * sqrt(t)) - if (two.sided) pnorm(-z - drift * sqrt(t)) else 0)
  if (k <= 3 && !two.sided) return(pmvnorm(rep(-Inf, k), z - drift * sqrt(t), corr = s, algorithm = TVPACK(1e-14))[1])
  pmvnorm(if (two.sided) -z - drift * sqrt(t) else rep(-Inf, k), z - drift * sqrt(t), corr = s, algorithm = Miwa(steps = 4097))[1]
}
boundary <- function(shape, k, alpha, two.sided) {
  t <- (1:k) / k
  uniroot(function(c) 1 - stays(c * shape(t), t, 0, two.sided) - alpha, c(1, 6), tol = 1e-13)$root
}
for (k in 2:4) show(paste("pocock two-sided .05", k), boundary(function(t) 1 + 0 * t, k, .05, TRUE))
for (k in 2:4) show(paste("obrien-fleming two-sided .05", k), boundary(function(t) 1 / sqrt(t), k, .05, TRUE))
for (k in 2:3) show(paste("pocock one-sided .025", k), boundary(function(t) 1 + 0 * t, k, .025, FALSE))
for (k in 2:3) show(paste("obrien-fleming one-sided .025", k), boundary(function(t) 1 / sqrt(t), k, .025, FALSE))
spend <- function(t, alpha, of) if (of) 2 * pnorm(-qnorm(1 - alpha / 2) / sqrt(t)) else alpha * log(1 + (exp(1) - 1) * t)
for (of in c(TRUE, FALSE)) {
  t <- c(.3, .7, 1); z <- c()
  for (i in seq_along(t)) z <- c(z, uniroot(function(c) 1 - stays(c(z, c), t[1:i], 0, FALSE) - spend(t[i], .025, of), c(.5, 8), tol = 1e-13)$root)
  show(paste("lan-demets one-sided .025 at .3 .7 1, obrien-fleming", of), z)
}
z <- boundary(function(t) 1 / sqrt(t), 3, .025, FALSE) / sqrt((1:3) / 3)
show("power of obrien-fleming one-sided .025, 3 looks, drift 3", 1 - stays(z, (1:3) / 3, 3, FALSE))
inflate <- uniroot(function(d) 1 - stays(z, (1:3) / 3, d, FALSE) - .9, c(1, 6), tol = 1e-13)$root
show("inflation at power .9", (inflate / (qnorm(.975) + qnorm(.9)))^2)
# Repeated p values, two-sided: the alpha of the boundary through z = qnorm(1 - p / 2) at that look.
through <- function(shape, k, look, p) {
  t <- (1:k) / k
  1 - stays(qnorm(1 - p / 2) * shape(t) / shape(t[look]), t, 0, TRUE)
}
show("repeated p, pocock, look 2 of 3, p .02", through(function(t) 1 + 0 * t, 3, 2, .02))
show("repeated p, obrien-fleming, look 2 of 3, p .004", through(function(t) 1 / sqrt(t), 3, 2, .004))
nominal <- function(alpha, t, of) {
  z <- c()
  for (i in seq_along(t)) z <- c(z, uniroot(function(c) 1 - stays(c(z, c), t[1:i], 0, TRUE) - 2 * spend(t[i], alpha / 2, of), c(.1, 8), tol = 1e-12)$root)
  2 * pnorm(-z[length(t)])
}
for (of in c(TRUE, FALSE)) {
  show(paste("repeated p, lan-demets, look 2 at .3 .7, p .01, obrien-fleming", of),
       uniroot(function(a) nominal(a, c(.3, .7), of) - .01, c(.01, .2), tol = 1e-12)$root)
}
